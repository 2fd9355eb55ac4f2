package org.paperclaims.command.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An indexed Job for Kubernetes 1.33 or newer: pods that share a volume of results. A pod that a
 * node loses costs nothing; one that ends with 75 has saved a checkpoint and is started again; one
 * that ends otherwise fails alone.
 */
final class KubernetesJob {
  private static final int SECONDS_TO_SAVE = 120;
  private static final int STARTS = 100;
  private static final String VOLUME = "work";

  /** How a process ends that did all, saved a checkpoint, or was killed from outside. */
  private static final List<Integer> NO_FAULT = List.of(0, 75, 137, 143);

  private KubernetesJob() {}

  /** Write the job, as JSON, which {@code kubectl} reads as it reads YAML. */
  static String of(ClusterJob job, String image) {
    ObjectNode root = JsonMapper.builder().build().createObjectNode();
    root.put("apiVersion", "batch/v1").put("kind", "Job");
    root.putObject("metadata").put("name", job.name());
    ObjectNode spec = root.putObject("spec");
    spec.put("completionMode", "Indexed");
    spec.put("completions", job.copies()).put("parallelism", job.copies());
    spec.put("backoffLimitPerIndex", STARTS);
    ArrayNode rules = spec.putObject("podFailurePolicy").putArray("rules");
    // A node that is drained or lost is no failure of the pod.
    ObjectNode lost = rules.addObject().put("action", "Ignore");
    lost.putArray("onPodConditions").addObject().put("type", "DisruptionTarget");
    ObjectNode fault = rules.addObject().put("action", "FailIndex");
    ObjectNode codes = fault.putObject("onExitCodes").put("operator", "NotIn");
    NO_FAULT.forEach(codes.putArray("values")::add);
    pod(spec.putObject("template").putObject("spec"), job, image);
    return root.toPrettyString() + "\n";
  }

  private static void pod(ObjectNode pod, ClusterJob job, String image) {
    pod.put("restartPolicy", "Never").put("terminationGracePeriodSeconds", SECONDS_TO_SAVE);
    ObjectNode container = pod.putArray("containers").addObject();
    container.put("name", "claims").put("image", image).put("workingDir", job.folder());
    job.command().forEach(container.putArray("command")::add);
    ObjectNode limits = container.putObject("resources").putObject("limits");
    limits.put("memory", job.gibibytes() + "Gi");
    if (job.threads() > 0) {
      limits.put("cpu", job.threads());
      ObjectNode java = container.putArray("env").addObject().put("name", "CLAIMS_JVM_ARGS");
      java.put("value", job.jvm(ClusterJob.HEAP));
    }
    if (job.gpus() > 0) {
      limits.put("nvidia.com/gpu", job.gpus());
    }
    ObjectNode mount = container.putArray("volumeMounts").addObject();
    mount.put("name", VOLUME).put("mountPath", job.folder());
    ObjectNode volume = pod.putArray("volumes").addObject().put("name", VOLUME);
    volume.putObject("persistentVolumeClaim").put("claimName", "claims-" + VOLUME);
  }
}
