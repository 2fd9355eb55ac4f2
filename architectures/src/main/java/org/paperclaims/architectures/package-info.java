/**
 * Networks as immutable graphs: nodes, shapes and parameters, the erase rule, first weights and
 * counts.
 */
@NullMarked
package org.paperclaims.architectures;

import org.jspecify.annotations.NullMarked;
