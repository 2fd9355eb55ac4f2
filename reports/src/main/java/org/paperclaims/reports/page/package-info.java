/** Pages: what each page of a report shows, in words and numbers ready to be read. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.reports.page;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
