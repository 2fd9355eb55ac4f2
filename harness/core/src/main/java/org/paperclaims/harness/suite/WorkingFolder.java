package org.paperclaims.harness.suite;

/** The folder that a process was started in; paths that are not absolute begin there. */
public final class WorkingFolder {
  private static final char LOST = '\ufffd';

  private WorkingFolder() {}

  /**
   * Refuse a folder whose name the locale cannot write. Java would go on in a folder with question
   * marks in its name.
   *
   * @throws SettingsException if letters of the name were lost
   */
  public static void refuseLostLetters() {
    refuseLostLetters(System.getProperty("user.dir", ""));
  }

  static void refuseLostLetters(String folder) {
    if (folder.indexOf(LOST) >= 0) {
      throw new SettingsException(
          "the folder '%s', which this was started in, has letters that this locale cannot write; set LC_ALL=C.UTF-8"
              .formatted(folder));
    }
  }
}
