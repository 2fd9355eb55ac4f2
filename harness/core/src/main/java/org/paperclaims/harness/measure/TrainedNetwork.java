package org.paperclaims.harness.measure;

import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.RunSpec;

/**
 * A network at the end of its training, to be measured.
 *
 * @param network erased as the spec says
 * @param learner of the network, with its last weights; what measures may ask it to predict, and
 *     leaves it as it is
 * @param model the last weights and running statistics, or their averages where those are tested
 * @param test what it did on the test examples
 */
public record TrainedNetwork(
    RunSpec spec,
    Network network,
    Dataset dataset,
    Workplace place,
    Learner learner,
    Snapshot model,
    Score test) {}
