package org.paperclaims.harness.claim;

/**
 * One of the things compared.
 *
 * @param name in the record's words: {@code control}, {@code treatment}, {@code last}, {@code 50%}
 * @param role what it is in the comparison
 * @param architecture of its network
 * @param erasure in canonical form
 * @param level value of a trend's variable (proportion in percent, or depth); 0 elsewhere
 */
public record Arm(String name, Role role, String architecture, String erasure, double level) {
  /** What an arm is in the comparison. */
  public enum Role {
    CONTROL,
    TREATMENT
  }
}
