package org.paperclaims.harness.measure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.harness.run.Protocol;

/** The metrics of a claim's own Java methods: {@code java(org.example.Sparsity#ofWeights)}. */
final class JavaMeasurements implements MetricFamily {
  private static final Pattern NAME = Pattern.compile("java\\(([\\w$.]{1,200})#([\\w$]{1,100})\\)");

  @Override
  public String form() {
    return "java(CLASS#METHOD) with a method that is marked as a @Measurement";
  }

  @Override
  public Optional<Metric> named(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return found(parts.group(1))
        .flatMap(
            type -> marked(type, parts.group(2)).stream().filter(JavaMeasurements::fits).findAny())
        .map(method -> new Of(name, method));
  }

  @Override
  public Optional<String> fault(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches() || named(name).isPresent()) {
      return Optional.empty();
    }
    String type = parts.group(1);
    String method = parts.group(2);
    if (found(type).isEmpty()) {
      return Optional.of("there is no class " + type + " on the class path");
    }
    return Optional.of(
        found(type).map(c -> marked(c, method)).orElse(List.of()).isEmpty()
            ? "%s has no method %s that is marked as a @Measurement".formatted(type, method)
            : "%s of %s must be public and static, in a public class, take a TrainedNetwork and return a double"
                .formatted(method, type));
  }

  private static Optional<Class<?>> found(String type) {
    try {
      // Its static code has no part in reading a record: it runs when the method is first called.
      return Optional.of(
          Class.forName(type, false, Thread.currentThread().getContextClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static List<Method> marked(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(name) && m.isAnnotationPresent(Measurement.class))
        .toList();
  }

  private static boolean fits(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && Modifier.isStatic(method.getModifiers())
        && Modifier.isPublic(method.getDeclaringClass().getModifiers())
        && method.getReturnType() == double.class
        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {TrainedNetwork.class});
  }

  private record Of(String written, Method method) implements ModelMetric {
    @Override
    public Heading heading() {
      Measurement says = method.getAnnotation(Measurement.class);
      if (says == null) {
        throw new IllegalStateException(method + " is not marked");
      }
      return new Heading(written, says.label(), says.unit(), says.better(), Protocol.TRAIN);
    }

    @Override
    public boolean usual() {
      return false;
    }

    @Override
    public OptionalDouble measure(TrainedNetwork net) {
      try {
        double value = (double) method.invoke(null, net);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
      } catch (InvocationTargetException e) {
        throw new MeasurementException("it threw " + e.getCause(), e);
      } catch (ReflectiveOperationException e) {
        throw new MeasurementException("it cannot be called: " + e, e);
      }
    }
  }
}
