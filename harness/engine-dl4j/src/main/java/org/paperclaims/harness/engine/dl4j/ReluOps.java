package org.paperclaims.harness.engine.dl4j;

/** The rectifier {@code max(x, 0)}. */
record ReluOps(OpMachine machine, DeviceSlot in, DeviceSlot out) implements OpStep {
  ReluOps(OpMachine machine, DeviceSlot in) {
    this(machine, in, DeviceSlot.output(in.shape()));
  }

  @Override
  public void forward(Pass pass) {
    machine.ops().relu(in.vector(pass.examples()), out.vector(pass.examples()));
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    long numbers = (long) n * in.size();
    in.give(
        machine,
        n,
        to ->
            machine
                .ops()
                .wherePositive(in.vector(n), gradient.vector(numbers), to.vector(numbers)));
  }
}
