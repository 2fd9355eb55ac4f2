package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/** A 3x3 convolution by products of Winograd's tiles, of some images at a time. */
final class WinogradConvolution implements Convolution {
  /** About how many numbers the tiles of some images have: few enough for the caches. */
  private static final int NUMBERS = 400_000;

  /** But so many tiles at least: with fewer rows, matrix products are slow. */
  private static final int ROWS = 128;

  private static final int PLANES = WinogradKernel.PLANES;

  /** Lavin and Gray's matrix, row by row. */
  private static final float[] G = {
    1 / 4f, 0, 0, -1 / 6f, -1 / 6f, -1 / 6f, -1 / 6f, 1 / 6f, -1 / 6f, 1 / 24f, 1 / 12f, 1 / 6f,
    1 / 24f, -1 / 12f, 1 / 6f, 0, 0, 1
  };

  private final Node.Conv node;
  private final Planes planes;
  private final Tensor weight;
  private final @Nullable Tensor bias;
  private final WinogradKernel inward;
  private final WinogradKernel outward;
  private final long height;
  private final long width;
  private final int most;

  /** Filters to tiles: Kronecker's product of G with itself. */
  private final Tensor filters;

  /** The same of filters turned by half a circle. */
  private final Tensor turned;

  /**
   * Make a convolution of images of some shape.
   *
   * @param planes memory that it may share with others
   */
  WinogradConvolution(Node.Conv node, Shape image, Weights weights, Planes planes) {
    this.node = node;
    this.weight = weights.get(node.name() + ".weight");
    this.bias = node.bias() ? weights.get(node.name() + ".bias") : null;
    this.inward = new WinogradKernel(image.height(), image.width(), node.inChannels());
    this.outward = new WinogradKernel(image.height(), image.width(), node.outChannels());
    this.height = image.height();
    this.width = image.width();
    int channels = Math.max(node.inChannels(), node.outChannels());
    int numbers = PLANES * channels * inward.tiles();
    this.most = Math.max(NUMBERS / numbers, (ROWS - 1) / inward.tiles() + 1);
    this.planes = planes;
    planes.require((long) most * numbers);
    Tensor g = torch.tensor(G).view(WinogradKernel.SIDE, 3);
    Tensor back = torch.flip(g, 1);
    this.filters = weights.hold(torch.kron(g, g));
    this.turned = weights.hold(torch.kron(back, back));
  }

  @Override
  public Tensor output(Tensor x) {
    Tensor out = images(x.size(0), node.outChannels());
    product(Numbers.channelsInnermost(x), inward, tilesOf(filters, 2, 3, 1, 0), outward, out);
    return bias == null ? out : out.add_(bias.view(1, -1, 1, 1));
  }

  @Override
  public Gradients gradients(Tensor ofOutput, Tensor x, boolean ofInput) {
    Tensor gradient = Numbers.channelsInnermost(ofOutput);
    Tensor input = null;
    if (ofInput) {
      input = images(x.size(0), node.inChannels());
      product(gradient, outward, tilesOf(turned, 2, 3, 0, 1), inward, input);
    }
    return new Gradients(
        input,
        ofWeight(gradient, Numbers.channelsInnermost(x)),
        node.bias() ? gradient.sum(0, 2, 3) : null);
  }

  private Tensor images(long count, long channels) {
    return torch.empty(count, height, width, channels).permute(0, 3, 1, 2);
  }

  /**
   * Transform the filters: planes x channels x channels.
   *
   * @param order of their dimensions: height, width, channels read, channels made
   */
  private Tensor tilesOf(Tensor transform, long... order) {
    Tensor numbers = weight.permute(order).reshape(9, -1);
    return torch.mm(transform, numbers).view(PLANES, weight.size(order[2]), weight.size(order[3]));
  }

  /**
   * Multiply the tiles of images with matrices, and collect the results.
   *
   * @param matrices planes x channels of the images x channels of the results
   */
  private void product(
      Tensor images, WinogradKernel from, Tensor matrices, WinogradKernel to, Tensor results) {
    int count = (int) images.size(0);
    int part = part(count);
    long rows = (long) part * from.tiles();
    Tensor spread = planes.spread(rows, images.size(1));
    Tensor products = planes.products(rows, results.size(1));
    FloatBuffer ofImages = Numbers.of(images);
    FloatBuffer ofResults = Numbers.of(results);
    for (int first = 0; first < count; first += part) {
      int some = Math.min(part, count - first);
      from.spread(ofImages, first, some, Numbers.of(spread), plane(spread));
      int used = some * from.tiles();
      torch.bmm_out(products.narrow(1, 0, used), spread.narrow(1, 0, used), matrices);
      to.collect(Numbers.of(products), plane(products), ofResults, first, some);
    }
  }

  /** Divide some images into equal parts, and give how many one has. */
  private int part(int count) {
    int parts = (count + most - 1) / most;
    return (count + parts - 1) / parts;
  }

  private static int plane(Tensor tiles) {
    return (int) (tiles.size(1) * tiles.size(2));
  }

  private Tensor ofWeight(Tensor gradient, Tensor x) {
    long k = node.outChannels();
    long c = node.inChannels();
    int count = (int) x.size(0);
    int part = part(count);
    long rows = (long) part * inward.tiles();
    Tensor results = planes.products(rows, k);
    Tensor spread = planes.spread(rows, c);
    Tensor sum = torch.zeros(PLANES, k, c);
    Scalar one = new Scalar(1);
    for (int first = 0; first < count; first += part) {
      int some = Math.min(part, count - first);
      int used = some * inward.tiles();
      outward.spreadResults(Numbers.of(gradient), first, some, Numbers.of(results), plane(results));
      inward.spread(Numbers.of(x), first, some, Numbers.of(spread), plane(spread));
      Tensor left = results.narrow(1, 0, used).transpose(1, 2);
      torch.baddbmm_out(sum, sum, left, spread.narrow(1, 0, used), one, one);
    }
    return torch.mm(filters.t(), sum.view(PLANES, k * c)).view(3, 3, k, c).permute(2, 3, 0, 1);
  }
}
