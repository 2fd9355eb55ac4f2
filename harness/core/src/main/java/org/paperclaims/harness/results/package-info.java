/** The results of suites as tables, for whoever goes on from them. */
@NullMarked
package org.paperclaims.harness.results;

import org.jspecify.annotations.NullMarked;
