/** Tests against a server of this machine that speaks S3. */
@NullMarked
package org.paperclaims.s3;

import org.jspecify.annotations.NullMarked;
