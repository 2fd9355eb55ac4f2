package org.paperclaims.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Persons of MPII, each cut out of its photograph when it is asked for. */
record MpiiImages(Path folder, List<MpiiPerson> persons) implements PosedImages {
  @Override
  public int count() {
    return persons.size();
  }

  @Override
  public ImageSize size() {
    return new ImageSize(3, Mpii.SIDE, Mpii.SIDE);
  }

  @Override
  public Pose of(int index) {
    MpiiPerson person = persons.get(index);
    PersonSquare square = person.square();
    List<Optional<Pose.Joint>> joints =
        person.joints().stream().map(j -> j.map(place -> square.of(place, Mpii.SIDE))).toList();
    return new Pose(joints, person.head() * Mpii.SIDE / square.side());
  }

  @Override
  public void read(int index, Raster into) {
    MpiiPerson person = persons.get(index);
    PersonSquare square = person.square();
    into.reshape(size());
    Path file = folder.resolve(person.image());
    Crop[] seen = new Crop[1];
    Pixels part =
        new Photo(file, 0, "")
            .pixels(
                (height, width) -> {
                  Crop inside = square.inside(height, width);
                  if (inside.height() < 1 || inside.width() < 1) {
                    throw new DamagedDataException(
                        "%s is %d x %d pixels and shows nothing of the person at (%.0f, %.0f)"
                            .formatted(
                                file, width, height, person.centre().x(), person.centre().y()));
                  }
                  seen[0] = inside;
                  return inside;
                });
    square.draw(part, seen[0], into);
  }
}
