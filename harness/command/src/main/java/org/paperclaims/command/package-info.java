/** The {@code claims} command. */
@NullMarked
package org.paperclaims.command;

import org.jspecify.annotations.NullMarked;
