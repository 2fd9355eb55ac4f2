/** Pages: what each page of a report shows, in words and numbers ready to be read. */
@NullMarked
package org.paperclaims.reports.page;

import org.jspecify.annotations.NullMarked;
