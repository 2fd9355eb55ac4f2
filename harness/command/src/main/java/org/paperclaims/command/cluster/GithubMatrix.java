package org.paperclaims.command.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The value of {@code strategy.matrix} of a GitHub Actions workflow: a job for each shard of runs.
 * The runners share no folder, so each trains the runs of its shard, and {@code claims merge} joins
 * them.
 */
final class GithubMatrix {
  /** GitHub's limit of jobs that one matrix makes. */
  static final int MOST = 256;

  /** The longest that a job may take on GitHub's own runners. */
  private static final long LONGEST_MINUTES = 360;

  private GithubMatrix() {}

  static String of(ClusterJob job) {
    ObjectNode root = JsonMapper.builder().build().createObjectNode();
    ArrayNode include = root.putArray("include");
    int shards = Math.min(MOST, job.copies());
    for (int shard = 1; shard <= shards; shard++) {
      ObjectNode one = include.addObject();
      one.put("shard", shard + "/" + shards);
      one.put("results", "shard-" + shard);
      one.put("minutes", Math.min(job.limit().toMinutes(), LONGEST_MINUTES));
      one.put(
          "command", job.inFolder("shard-" + shard).shell() + " --shard " + shard + "/" + shards);
    }
    return root + "\n";
  }
}
