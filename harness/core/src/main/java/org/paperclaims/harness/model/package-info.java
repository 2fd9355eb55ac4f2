/** Models that were made elsewhere: files of other tools, and how their tensors are named. */
@NullMarked
package org.paperclaims.harness.model;

import org.jspecify.annotations.NullMarked;
