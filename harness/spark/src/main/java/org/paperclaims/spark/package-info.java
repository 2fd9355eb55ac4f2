/**
 * A suite's runs on a Spark cluster. Spark places copies of the command, assigns GPUs and notices
 * lost machines; the store makes each run happen once. {@code Bridge}, {@code Departures} and
 * {@code CopyTask} run in Spark's own JVMs and know the JDK and Spark alone; {@code SparkSite} runs
 * in ours and knows no Spark.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.spark;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
