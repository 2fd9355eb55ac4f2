package org.paperclaims.harness.measure;

import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;

/**
 * Where a run is done.
 *
 * @param threads CPU threads it may use, at least 1
 */
public record Workplace(Engine engine, Device device, int threads) {}
