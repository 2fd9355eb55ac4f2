/** Models that were made elsewhere: files of other tools, and how their tensors are named. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.model;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
