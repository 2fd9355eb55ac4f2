package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static String words(String address, String... environment) {
    Map<String, String> set =
        environment.length == 1
            ? Map.of("https_proxy", environment[0])
            : Map.of("https_proxy", environment[0], "no_proxy", environment[1]);
    return new Proxies(set).of(URI.create(address)).words();
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, proxy:3128",
    "proxy:3128, proxy:3128",
    "http://proxy:3128/, proxy:3128",
    "HTTP://PROXY.example, PROXY.example:80",
    "http://my_proxy:3128, my_proxy:3128",
    "http://[::1]:3128, [::1]:3128",
    "http://me:secret@proxy:1, proxy:1",
    "http://me:p@ss#w%rd/x@proxy:1, proxy:1",
    "socks5://proxy, proxy:1080",
    "socks5h://proxy:9, proxy:9"
  })
  void an_address_is_read_as_people_write_it(String value, String said) {
    assertThat(words("https://a.invalid/", value)).isEqualTo(" through the proxy " + said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://me:secret@proxy:1",
        "http://me:sec#ret@proxy:99999",
        "http://me:secret@$PROXY:1",
        "http://me:secret@proxy:port",
        "me:secret@"
      })
  void what_is_no_address_is_refused_without_its_password(String value) {
    assertThatThrownBy(() -> words("https://a.invalid/", value))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("https_proxy", "http://HOST:PORT")
        .hasMessageNotContaining("ret@");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://10.1.2.3/ | 10.0.0.0/8",
        "https://10.1.2.3/ | 10.1.2.2/31",
        "https://10.1.2.3:8443/ | 10.1.2.3:8443",
        "https://[::1]/ | ::1",
        "https://[::1]:8443/ | [::1]:8443",
        "https://[fd00::7]/ | fd00::/8",
        "https://[0:0:0:0:0:0:0:1]/ | localhost,::1",
        "https://A.Example.org/ | .example.ORG",
        "https://a.invalid/ | a.invalid:443",
        "https://a.invalid/ | x.org *"
      })
  void hosts_and_networks_of_no_proxy_are_asked_directly(String address, String none) {
    assertThat(words(address, "http://proxy:1", none)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://11.1.2.3/ | 10.0.0.0/8",
        "https://10.1.2.3/ | 10.1.2.4/31",
        "https://10.1.2.3/ | 10.1.2.3:8443",
        "https://10.1.2.3/ | 10.0.0.0/99",
        "https://[::2]/ | ::1",
        "https://[::1]/ | 127.0.0.0/8",
        "https://badexample.org/ | example.org",
        "https://a.invalid/ | a.invalid:80"
      })
  void other_hosts_are_asked_through_the_proxy(String address, String none) {
    assertThat(words(address, "http://proxy:1", none)).isNotEmpty();
  }
}
