package org.paperclaims.command;

import picocli.CommandLine.Command;

/** {@code claims model show|test FILE}: models that were made elsewhere. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Look at a model that was made elsewhere, and test that it is read rightly.",
    footer = {
      "",
      "Examples:",
      "  claims model show resnet20.pth",
      "  claims model show resnet20.pth --architecture resnet-20-a",
      "  claims model test r.pth --architecture resnet-20-a --dataset cifar10 --scaling imagenet"
          + " --expect-error 8.27"
    },
    subcommands = {ModelShowCommand.class, ModelTestCommand.class})
final class ModelCommand {}
