/** Reports: what a suite came to, as a static site, Markdown, JSON and a badge. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.reports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
