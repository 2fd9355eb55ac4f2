/** Data sets: readers, checksums, download, augmentation, and batch streams fixed by a seed. */
@NullMarked
package org.paperclaims.datasets;

import org.jspecify.annotations.NullMarked;
