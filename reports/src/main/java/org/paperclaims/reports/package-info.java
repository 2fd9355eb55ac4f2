/** Reports: what a suite came to, as a static site, Markdown, JSON and a badge. */
@NullMarked
package org.paperclaims.reports;

import org.jspecify.annotations.NullMarked;
