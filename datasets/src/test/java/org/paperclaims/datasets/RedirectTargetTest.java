package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTargetTest {
  private static final URI FROM = URI.create("https://a.invalid/x/tiny.tar.gz");

  @ParameterizedTest
  @CsvSource({
    "/y, https://a.invalid/y",
    "y, https://a.invalid/x/y",
    "../y, https://a.invalid/y",
    "?y=1, https://a.invalid/x/?y=1",
    "//b.invalid/y, https://b.invalid/y",
    "https://b.invalid/a b, https://b.invalid/a%20b",
    "https://b.invalid/a%20b%2Fc, https://b.invalid/a%20b%2Fc",
    "https://b.invalid/y#part, https://b.invalid/y",
    "https://[::1]:8443/y[2], https://[::1]:8443/y%5B2%5D",
    "HTTPS://b.invalid/y, https://b.invalid/y"
  })
  void is_read_as_browsers_read_it(String header, String address) {
    assertThat(RedirectTarget.of(FROM, header)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.invalid/y",
        "HTTP://a.invalid/y",
        "ftp://a.invalid/y",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https:///y",
        "https://",
        "https://a.invalid:99999/y",
        "https://a.invalid:port/y",
        "https://a b/y"
      })
  void is_refused_where_it_leads_out_of_https_or_nowhere(String header) {
    assertThatThrownBy(() -> RedirectTarget.of(FROM, header))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(FROM + " sends us on to");
  }
}
