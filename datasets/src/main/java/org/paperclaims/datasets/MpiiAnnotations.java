package org.paperclaims.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The persons of MPII as JSON, in the form that most code for it reads: a list of persons, each
 * with {@code image}, {@code joints} (16 places, counted from 1), {@code joints_vis} (16 times 0 or
 * 1), {@code center} and {@code scale}. A person whose centre or scale is -1 has none and is left
 * out.
 *
 * @param file that was read
 * @param persons in its order
 * @param sha256 of its content
 */
record MpiiAnnotations(Path file, List<MpiiPerson> persons, String sha256) {
  /** A list behind the list, or a field that stands twice, would be left out without a word. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final int JOINTS = 16;
  private static final int PELVIS = 6;
  private static final int THORAX = 7;

  /**
   * Read a file.
   *
   * @throws DamagedDataException if it is none, or a person's numbers are none; names the person
   */
  static MpiiAnnotations read(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      JsonNode all = MAPPER.readTree(content);
      if (!all.isArray()) {
        throw new DamagedDataException(
            file + " holds no list of persons; allowed is the JSON form [{\"image\": …}, …]");
      }
      List<MpiiPerson> persons = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        new Person(file, i, all.get(i)).read().ifPresent(persons::add);
      }
      if (persons.isEmpty()) {
        throw new DamagedDataException(file + " has no person with a centre and a scale");
      }
      return new MpiiAnnotations(file, List.copyOf(persons), Checksum.of(content));
    } catch (JsonProcessingException e) {
      throw new DamagedDataException(
          "%s is no JSON: line %d, column %d; allowed is one list, in which no field stands twice"
              .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    } catch (IOException e) {
      throw new DamagedDataException(file + " cannot be read: " + e, e);
    }
  }

  /** One person while it is read. */
  private record Person(Path file, int index, JsonNode node) {
    Optional<MpiiPerson> read() {
      String image = node.path("image").asText();
      if (image.isBlank() || image.contains("/") || image.contains("\\")) {
        throw refuse("image", node.path("image"), "the name of a file in images");
      }
      List<Pose.Joint> places = new ArrayList<>();
      for (JsonNode place : list("joints")) {
        places.add(place("joints", place));
      }
      List<Optional<Pose.Joint>> joints = new ArrayList<>();
      JsonNode marked = list("joints_vis");
      for (int i = 0; i < JOINTS; i++) {
        double mark = marked.get(i).asDouble(-1);
        if (!marked.get(i).isNumber() || (mark != 0 && mark != 1)) {
          throw refuse("joints_vis", marked.get(i), "0 or 1");
        }
        if (i != PELVIS && i != THORAX) {
          joints.add(mark == 1 ? Optional.of(places.get(i)) : Optional.empty());
        }
      }
      Pose.Joint centre = place("center", node.path("center"));
      JsonNode scale = node.path("scale");
      if (!scale.isNumber() || !(scale.asDouble() > 0 || scale.asDouble() == -1)) {
        throw refuse("scale", scale, "a number above 0, or -1 where there is none");
      }
      // Counted from 1, so that -1 is -2 here.
      boolean without = scale.asDouble() == -1 || (centre.x() == -2 && centre.y() == -2);
      return without
          ? Optional.empty()
          : Optional.of(new MpiiPerson(image, joints, centre, scale.asDouble()));
    }

    private JsonNode list(String field) {
      JsonNode list = node.path(field);
      if (!list.isArray() || list.size() != JOINTS) {
        throw refuse(field, list, "a list of " + JOINTS);
      }
      return list;
    }

    private Pose.Joint place(String field, JsonNode place) {
      if (place.size() != 2 || !place.path(0).isNumber() || !place.path(1).isNumber()) {
        throw refuse(field, place, "two numbers, x and y");
      }
      return new Pose.Joint(place.path(0).asDouble() - 1, place.path(1).asDouble() - 1);
    }

    private DamagedDataException refuse(String field, JsonNode found, String allowed) {
      String said = found.isMissingNode() ? "nothing" : found.toString();
      return new DamagedDataException(
          "%s, person %d: %s is %s, allowed is %s"
              .formatted(
                  file,
                  index,
                  field,
                  said.length() > 60 ? said.substring(0, 60) + "…" : said,
                  allowed));
    }
  }
}
