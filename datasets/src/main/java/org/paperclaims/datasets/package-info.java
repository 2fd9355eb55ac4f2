/** Data sets: readers, checksums, download, augmentation, and batch streams fixed by a seed. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.datasets;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
