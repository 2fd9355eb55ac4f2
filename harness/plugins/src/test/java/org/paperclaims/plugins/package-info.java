/** Tests of how plug-ins are found. */
@org.jspecify.annotations.NullMarked
package org.paperclaims.plugins;
