/** Results in a bucket that speaks S3. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.s3;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
