package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.claim.Paper;

class PaperTest {
  private static final String CLAIM =
      """
      claims:
        - id: a-claim
          statement: Erasing helps.
          source: {where: abstract}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          control: {erase: none}
          treatment: {erase: last@100%}
          tiers: {smoke: {not_attempted: no}, reduced: {not_attempted: no}, full: {not_attempted: no}}
      """;

  private static final String FIELDS =
      "{title: 'Rectifiers: a study', authors: [Ann Lee, Bo Chen], year: 2013, arxiv: '1311.2901'}";

  private static Paper paper(String written) {
    return Catalogue.read("test.yaml", "paper: " + written + "\n" + CLAIM).get(0).source().paper();
  }

  @Test
  void fields_name_a_paper_and_say_where_it_is() {
    Paper paper = paper(FIELDS);
    assertThat(paper.name()).isEqualTo("Rectifiers: a study");
    assertThat(paper.text()).isEqualTo("Lee and Chen 2013, arXiv 1311.2901");
    assertThat(paper.link()).contains("https://arxiv.org/abs/1311.2901");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arXiv 1709.07634                   | https://arxiv.org/abs/1709.07634",
        "'Wei et al. 2016, arXiv 1602.00134'| https://arxiv.org/abs/1602.00134",
        "my own                             | "
      })
  void a_text_names_a_paper_as_it_always_did(String text, String link) {
    assertThat(paper("'" + text + "'").text()).isEqualTo(text);
    assertThat(paper("'" + text + "'").name()).isEqualTo(text);
    assertThat(paper("'" + text + "'").link().orElse(null)).isEqualTo(link);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "authors: [Ann Lee, Bo Chen]     | authors: [Ann Lee]                  | Lee 2013, arXiv 1311.2901",
        "authors: [Ann Lee, Bo Chen]     | authors: [Ann Lee, Bo Chen, Cy Ng]  | Lee et al. 2013, arXiv 1311.2901",
        "arxiv: '1311.2901'              | doi: 10.1007/s11263-015             | Lee and Chen 2013, doi 10.1007/s11263-015",
        "', arxiv: ''1311.2901'''        | ''                                  | Lee and Chen 2013"
      })
  void few_words_name_authors_year_and_place(String was, String is, String text) {
    assertThat(paper(FIELDS.replace(was, is)).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'title: ''Rectifiers: a study'', '| ''                               | field 'title': found nothing in a paper",
        "authors: [Ann Lee, Bo Chen]       | authors: []                      | field 'authors': found an empty list",
        "', year: 2013'                    | ''                               | field 'year': found nothing in a paper",
        "year: 2013                        | year: 13                         | field 'year': found '13', allowed a whole number from 1600",
        "arxiv: '1311.2901'                | arxiv: 1311                      | field 'arxiv': found '1311', allowed a number such as 1709.07634",
        "arxiv: '1311.2901'                | 'url: ''javascript:alert(1)'''   | field 'url': found 'javascript:alert(1)', allowed an address",
        "arxiv: '1311.2901'                | doi: https                       | field 'doi': found 'https', allowed a number such as 10.1007",
        "year: 2013                        | 'year: 2013, journal: X'         | field 'journal': found in a paper"
      })
  void a_field_that_is_wrong_is_named(String was, String is, String message) {
    String written = FIELDS.replace(was, is);
    assertThat(written).isNotEqualTo(FIELDS);
    assertThatThrownBy(() -> paper(written))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("test.yaml:1:")
        .hasMessageContaining(message);
  }

  @Test
  void a_list_is_no_paper() {
    assertThatThrownBy(() -> paper("[a, b]"))
        .hasMessageContaining("field 'paper': found a list, allowed title, authors, year");
  }
}
