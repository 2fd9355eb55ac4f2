/**
 * How an architecture is written: the words of a spec, what a family says of itself, and the
 * refusal of a wrong word with the nearest valid spec.
 */
@NullMarked
package org.paperclaims.architectures.spec;

import org.jspecify.annotations.NullMarked;
