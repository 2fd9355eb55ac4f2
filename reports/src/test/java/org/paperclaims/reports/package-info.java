/** Tests of reports through their front door, on suites that are made up. */
@NullMarked
package org.paperclaims.reports;

import org.jspecify.annotations.NullMarked;
