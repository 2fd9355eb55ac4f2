package org.paperclaims.harness.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one pickle as data (the format of Python's {@code pickle} and {@code pickletools},
 * protocols 2 to 5). It refuses all else: it knows the instructions that PyTorch's files need and
 * no others, and the names in {@link TorchName}. The number of instructions is bounded, and so is
 * the memory that they can ask for.
 */
final class Pickle {
  private static final int MOST_INSTRUCTIONS = 1_000_000;
  private static final int NEWEST_PROTOCOL = 5;

  private final ByteBuffer in;
  private final List<PickleValue> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, PickleValue> memo = new HashMap<>();
  private final Map<String, PickleValue.Storage> storages = new LinkedHashMap<>();

  /**
   * The content of a pickle.
   *
   * @param storages every storage that it refers to, by key
   */
  record Content(PickleValue value, Map<String, PickleValue.Storage> storages) {}

  private Pickle(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Read the pickle at a buffer's position, which stands behind it then.
   *
   * @throws ModelFileException.Refused if it asks for what is not allowed
   * @throws ModelFileException.Malformed if it is none
   */
  static Content read(ByteBuffer in) {
    Pickle pickle = new Pickle(in.order(ByteOrder.LITTLE_ENDIAN));
    try {
      for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
        int instruction = in.get() & 0xFF;
        if (instruction == '.') {
          return new Content(pickle.pop(), pickle.storages);
        }
        pickle.follow(instruction);
      }
    } catch (BufferUnderflowException e) {
      throw new ModelFileException.Malformed("a pickle ends before its last instruction", e);
    }
    throw new ModelFileException.Refused(
        "a pickle of more than " + MOST_INSTRUCTIONS + " instructions is not a model's");
  }

  private void follow(int instruction) {
    switch (instruction) {
      case 0x80 -> protocol(in.get() & 0xFF);
      case 0x95 -> in.getLong();
      case '(' -> marks.add(stack.size());
      case 'c' -> stack.add(named(line(), line()));
      case 0x93 -> {
        String name = text(pop());
        stack.add(named(text(pop()), name));
      }
      case 'q' -> memo.put(in.get() & 0xFF, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> stack.add(remembered(in.get() & 0xFF));
      case 'j' -> stack.add(remembered(in.getInt()));
      case '}' -> stack.add(PickleValue.Dictionary.empty());
      case ']', ')', 0x8F -> stack.add(PickleValue.Items.empty());
      case 't' -> stack.add(new PickleValue.Items(sinceMark()));
      case 0x85 -> stack.add(tuple(1));
      case 0x86 -> stack.add(tuple(2));
      case 0x87 -> stack.add(tuple(3));
      case 's' -> put(last(2));
      case 'u' -> put(sinceMark());
      case 'a' -> append(last(1));
      case 'e', 0x90 -> append(sinceMark());
      case 'N' -> stack.add(new PickleValue.Other());
      case 0x88 -> stack.add(new PickleValue.Flag(true));
      case 0x89 -> stack.add(new PickleValue.Flag(false));
      case 'J' -> stack.add(new PickleValue.Whole(in.getInt()));
      case 'K' -> stack.add(new PickleValue.Whole(in.get() & 0xFF));
      case 'M' -> stack.add(new PickleValue.Whole(in.getShort() & 0xFFFF));
      case 0x8A -> stack.add(whole(in.get() & 0xFF));
      case 'G' -> {
        in.getLong();
        stack.add(new PickleValue.Other());
      }
      case 'X' -> stack.add(new PickleValue.Text(characters(in.getInt())));
      case 0x8C, 'U' -> stack.add(new PickleValue.Text(characters(in.get() & 0xFF)));
      case 'T' -> stack.add(new PickleValue.Text(characters(in.getInt())));
      case 0x8D -> stack.add(new PickleValue.Text(characters(in.getLong())));
      case 'B' -> bytes(in.getInt() & 0xFFFFFFFFL);
      case 'C' -> bytes(in.get() & 0xFF);
      case 0x8E -> bytes(in.getLong());
      case 'R', 0x81 -> {
        PickleValue arguments = pop();
        stack.add(TorchValues.called(pop(), arguments));
      }
      case 'b' -> build();
      case 'Q' -> stack.add(storage(TorchValues.storage(pop())));
      default ->
          throw new ModelFileException.Refused(
              "the instruction 0x%02x of a pickle is not one that a model's file needs"
                  .formatted(instruction));
    }
  }

  private PickleValue.Storage storage(PickleValue.Storage named) {
    PickleValue.Storage before = storages.putIfAbsent(named.key(), named);
    if (before != null && !before.equals(named)) {
      throw new ModelFileException.Malformed(
          "it says two things of the storage " + brief(named.key()));
    }
    return named;
  }

  private static void protocol(int number) {
    if (number < 2 || number > NEWEST_PROTOCOL) {
      throw new ModelFileException.Refused(
          "a pickle of protocol %d is not read; allowed are 2 to %d"
              .formatted(number, NEWEST_PROTOCOL));
    }
  }

  private static PickleValue named(String module, String name) {
    return new PickleValue.Named(
        TorchName.of(module, name)
            .orElseThrow(
                () ->
                    new ModelFileException.Refused(
                        ("it asks for %s.%s, and a file is never executed here; save the model's"
                                + " tensors alone, with torch.save(model.state_dict(), FILE)")
                            .formatted(brief(module), brief(name)))),
        name);
  }

  private static String brief(String text) {
    String plain = text.replaceAll("[^\\x21-\\x7e]", "?");
    return plain.length() <= 80 ? plain : plain.substring(0, 80) + "...";
  }

  private PickleValue top() {
    if (stack.isEmpty()) {
      throw new ModelFileException.Malformed("a pickle has nothing where a value stands");
    }
    return stack.get(stack.size() - 1);
  }

  private PickleValue pop() {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (stack.size() <= floor) {
      throw new ModelFileException.Malformed("a pickle takes what is not there");
    }
    return stack.remove(stack.size() - 1);
  }

  private List<PickleValue> last(int n) {
    List<PickleValue> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      values.add(0, pop());
    }
    return values;
  }

  private PickleValue tuple(int n) {
    return new PickleValue.Items(last(n));
  }

  private List<PickleValue> sinceMark() {
    if (marks.isEmpty()) {
      throw new ModelFileException.Malformed("a pickle ends a group that it did not begin");
    }
    List<PickleValue> group = stack.subList(marks.remove(marks.size() - 1), stack.size());
    List<PickleValue> values = new ArrayList<>(group);
    group.clear();
    return values;
  }

  private PickleValue remembered(int number) {
    PickleValue value = memo.get(number);
    if (value == null) {
      throw new ModelFileException.Malformed("a pickle recalls what it did not remember");
    }
    return value;
  }

  private void put(List<PickleValue> pairs) {
    PickleValue into = top();
    if (pairs.size() % 2 != 0) {
      throw new ModelFileException.Malformed("a pickle has a key without a value");
    }
    if (into instanceof PickleValue.Dictionary dictionary) {
      for (int i = 0; i < pairs.size(); i += 2) {
        String key = key(pairs.get(i));
        if (dictionary.entries().put(key, pairs.get(i + 1)) != null) {
          throw new ModelFileException.Malformed("a dictionary has two entries " + brief(key));
        }
      }
    } else if (!(into instanceof PickleValue.Other)) {
      throw new ModelFileException.Malformed("a pickle puts entries into what is no dictionary");
    }
  }

  private static String key(PickleValue key) {
    if (key instanceof PickleValue.Text text) {
      return text.text();
    }
    if (key instanceof PickleValue.Whole whole) {
      return Long.toString(whole.value());
    }
    throw new ModelFileException.Refused(
        "a dictionary's key is neither text nor a whole number, which no model needs");
  }

  private void append(List<PickleValue> values) {
    PickleValue into = top();
    if (into instanceof PickleValue.Items items) {
      items.all().addAll(values);
    } else if (!(into instanceof PickleValue.Other)) {
      throw new ModelFileException.Malformed("a pickle adds items to what is no list");
    }
  }

  /** Leave out what is set on an object: a state_dict's versions, a setting's values. */
  private void build() {
    pop();
    if (!(top() instanceof PickleValue.Dictionary) && !(top() instanceof PickleValue.Other)) {
      throw new ModelFileException.Refused("a pickle sets what no model's file sets");
    }
  }

  private PickleValue whole(int bytes) {
    byte[] all = new byte[needed(bytes)];
    in.get(all);
    if (bytes > Long.BYTES) {
      // The mark at the start of the older format is the one that a file needs.
      return new PickleValue.Text(TorchLegacy.hexadecimal(all));
    }
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | (i == bytes - 1 ? all[i] : all[i] & 0xFF);
    }
    return new PickleValue.Whole(value);
  }

  private String characters(long length) {
    byte[] bytes = new byte[needed(length)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void bytes(long length) {
    in.position(in.position() + needed(length));
    stack.add(new PickleValue.Other());
  }

  /** Believe a length only where so many bytes are left. */
  private int needed(long length) {
    if (length < 0 || length > in.remaining()) {
      throw new ModelFileException.Malformed(
          "a pickle says that %d bytes follow, and has %d".formatted(length, in.remaining()));
    }
    return (int) length;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (char c = next(); c != '\n'; c = next()) {
      line.append(c);
    }
    return line.toString();
  }

  private char next() {
    return (char) (in.get() & 0xFF);
  }

  static String text(PickleValue value) {
    if (value instanceof PickleValue.Text text) {
      return text.text();
    }
    throw new ModelFileException.Malformed("a pickle has something else where a name stands");
  }
}
