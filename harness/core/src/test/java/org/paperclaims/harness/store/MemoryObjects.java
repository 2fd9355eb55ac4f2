package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.paperclaims.harness.run.Fingerprint;

/** A bucket in memory, which may be away. */
final class MemoryObjects implements ObjectStore {
  private static final Map<String, MemoryObjects> ALL = new ConcurrentHashMap<>();

  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private volatile boolean away;
  private volatile boolean writesOver;

  /** Opens {@code memory://NAME}. */
  public static final class Provider implements ObjectStoreProvider {
    @Override
    public String scheme() {
      return "memory";
    }

    @Override
    public ObjectStore open(String address) {
      return of(address);
    }
  }

  static MemoryObjects of(String address) {
    return ALL.computeIfAbsent(address, a -> new MemoryObjects());
  }

  /** Have it not be reached, or be reached again. */
  void setAway(boolean isAway) {
    away = isAway;
  }

  /** Have it heed no condition, as servers do that do not know it. */
  void writeOver() {
    writesOver = true;
  }

  List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  void spoil(String key) {
    objects.put(key, "rot".getBytes(StandardCharsets.UTF_8));
  }

  private void reach() throws IOException {
    if (away) {
      throw new IOException("the bucket is away");
    }
  }

  @Override
  public boolean create(String key, byte[] content) throws IOException {
    reach();
    byte[] there =
        writesOver ? objects.put(key, content.clone()) : objects.putIfAbsent(key, content.clone());
    if (writesOver) {
      return true;
    }
    return there == null || Arrays.equals(there, content);
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    reach();
    objects.put(key, content.clone());
  }

  @Override
  public void put(String key, Path file) throws IOException {
    put(key, Files.readAllBytes(file));
  }

  @Override
  public Optional<byte[]> get(String key, int limit) throws IOException {
    reach();
    byte[] content = objects.get(key);
    if (content != null && content.length > limit) {
      throw new IOException(key + " has more than " + limit + " bytes");
    }
    return Optional.ofNullable(content).map(c -> Arrays.copyOf(c, c.length));
  }

  @Override
  public boolean get(String key, Path into) throws IOException {
    Optional<byte[]> content = get(key, Integer.MAX_VALUE);
    if (content.isPresent()) {
      Files.write(into, content.get());
    }
    return content.isPresent();
  }

  @Override
  public List<Entry> list(String prefix) throws IOException {
    reach();
    return objects.tailMap(prefix).entrySet().stream()
        .takeWhile(e -> e.getKey().startsWith(prefix))
        .map(e -> new Entry(e.getKey(), Fingerprint.sha256(e.getValue())))
        .toList();
  }

  @Override
  public void delete(String key) throws IOException {
    reach();
    objects.remove(key);
  }

  @Override
  public void close() {}
}
