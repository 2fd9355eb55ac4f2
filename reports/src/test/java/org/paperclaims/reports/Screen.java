package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.List;

/** A terminal, as far as a console needs one: lines, a cursor in the last, and a width. */
final class Screen {
  private final List<String> lines = new ArrayList<>();
  private final List<String> wrapped = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int columns = 80;
  private int cursor;
  private int drawn;

  /** Write to the terminal. */
  void write(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\u001b') {
        i = control(text, i + 1);
      } else if (c == '\r') {
        cursor = 0;
      } else if (c == '\n') {
        lines.add(line.toString());
        line.setLength(0);
        cursor = 0;
      } else {
        put(c);
      }
    }
  }

  private void put(char c) {
    if (cursor == columns) {
      wrapped.add(line.toString());
    }
    line.setLength(Math.max(line.length(), cursor));
    line.replace(cursor, Math.min(line.length(), cursor + 1), String.valueOf(c));
    cursor++;
  }

  /** Do what a control sequence says, and give the place of its last character. */
  private int control(String text, int from) {
    int end = from + 1;
    if (text.charAt(from) == ']') {
      while (text.charAt(end) != '\u0007') {
        end++;
      }
      columns = Integer.parseInt(text.substring(from + 1, end).replace("width;", ""));
      return end;
    }
    while (!Character.isLetter(text.charAt(end))) {
      end++;
    }
    String sequence = text.substring(from, end + 1);
    if (sequence.equals("[K")) {
      line.setLength(cursor);
      drawn++;
    } else if (!sequence.matches("\\[\\d*m")) {
      unknown.add(sequence);
    }
    return end;
  }

  /** Give the lines above the cursor. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Give the beginnings of lines that did not fit the width. */
  List<String> wrapped() {
    return List.copyOf(wrapped);
  }

  /** Give the control sequences that this terminal does not know. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Give how often a line was written over. */
  int drawn() {
    return drawn;
  }
}
