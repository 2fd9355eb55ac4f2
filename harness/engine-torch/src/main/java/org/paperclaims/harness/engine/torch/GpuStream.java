package org.paperclaims.harness.engine.torch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.cuda.DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair;
import org.bytedeco.pytorch.cuda.StreamFilter;
import org.bytedeco.pytorch.global.torch_cuda;
import org.paperclaims.harness.engine.EngineException;

/**
 * The queue of one learner's work on a GPU. Learners side by side have queues of their own, and
 * what goes through one can be captured as a CUDA graph: a step of a small network is hundreds of
 * calls for a short kernel each, and a graph launches all kernels by one call.
 *
 * <p>JavaCPP does not map libtorch's {@code CUDAGraph}; this does with CUDA's run time and
 * libtorch's allocator what that class does.
 */
final class GpuStream implements Capture {
  private final byte device;
  private final CUDAStream stream;
  private final CUstream_st handle;

  /** Take a stream of the GPU of that number. */
  GpuStream(byte device) {
    this.device = device;
    this.stream = torch_cuda.getStreamFromPool(false, device);
    this.stream.retainReference();
    this.handle = stream.stream();
  }

  /** Do native work; what it launches from this thread goes through this stream. */
  <T> T run(Supplier<T> work) {
    torch_cuda.set_device(device);
    try (CUDAStream before = torch_cuda.getCurrentCUDAStream(device)) {
      torch_cuda.setCurrentCUDAStream(stream);
      try {
        return work.get();
      } finally {
        torch_cuda.setCurrentCUDAStream(before);
      }
    }
  }

  @Override
  public Graph capture(Runnable work) {
    // While a graph is captured libtorch gives no cached memory back, and a capture needs a second
    // set of activations.
    torch_cuda.getAllocator().emptyCache();
    Pool pool = new Pool();
    CUgraph_st graph = new CUgraph_st();
    try (ThisStream mine = new ThisStream(handle.address())) {
      torch_cuda.beginAllocateToPool(device, pool.id, mine);
      try {
        captureInto(graph, work);
      } finally {
        torch_cuda.endAllocateToPool(device, pool.id);
      }
      CUgraphExec_st launchable = new CUgraphExec_st();
      check(cudart.cudaGraphInstantiate(launchable, graph, 0), "instantiating a CUDA graph");
      return new CudaGraph(pool, launchable);
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    } finally {
      if (!graph.isNull()) {
        cudart.cudaGraphDestroy(graph);
      }
    }
  }

  private void captureInto(CUgraph_st graph, Runnable work) {
    // Other threads' calls neither belong to the graph nor are refused meanwhile.
    check(
        cudart.cudaStreamBeginCapture(handle, cudart.cudaStreamCaptureModeThreadLocal),
        "beginning a CUDA graph");
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      cudart.cudaStreamEndCapture(handle, graph);
      forgetError();
      throw e;
    }
    check(cudart.cudaStreamEndCapture(handle, graph), "ending a CUDA graph");
  }

  /**
   * Memory of libtorch's allocator that a graph has for itself: nobody else may be given it between
   * two launches.
   */
  private final class Pool implements AutoCloseable {
    /** Libtorch numbers the pools that it makes itself from 1 on. */
    private static final AtomicLong NEXT = new AtomicLong(1L << 32);

    /**
     * A pair of 64-bit integers, which JavaCPP takes for another type of pair: it would free it as
     * what it is not, so its memory is managed here.
     */
    private final DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair id;

    Pool() {
      LongPointer pair = new LongPointer(Pointer.malloc(2 * Long.BYTES));
      pair.put(0, NEXT.getAndIncrement());
      pair.put(1, 0);
      this.id = new DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair(pair);
    }

    @Override
    public void close() {
      torch_cuda.getAllocator().releasePool(device, id);
      Pointer.free(id);
      // A released pool is only given back when the cache is emptied.
      torch_cuda.getAllocator().emptyCache();
    }
  }

  private static void check(int error, String what) {
    if (error != cudart.cudaSuccess) {
      forgetError();
      throw new EngineException(
          what + " failed: " + cudart.cudaGetErrorString(error).getString() + " (" + error + ")");
    }
  }

  /** CUDA keeps a thread's last error, which libtorch would take for that of its own next call. */
  private static void forgetError() {
    cudart.cudaGetLastError();
  }

  /** Tells libtorch's allocator which stream's memory comes from the graph's pool. */
  private static final class ThisStream extends StreamFilter {
    private final long mine;

    ThisStream(long mine) {
      this.mine = mine;
    }

    @Override
    public boolean call(Pointer other) {
      return (other == null ? 0 : other.address()) == mine;
    }
  }

  /** A captured graph and its memory. */
  private final class CudaGraph implements Graph {
    private final Pool pool;
    private final CUgraphExec_st launchable;

    CudaGraph(Pool pool, CUgraphExec_st launchable) {
      this.pool = pool;
      this.launchable = launchable;
    }

    @Override
    public void replay() {
      check(cudart.cudaGraphLaunch(launchable, handle), "launching a CUDA graph");
    }

    @Override
    public void close() {
      cudart.cudaStreamSynchronize(handle);
      cudart.cudaGraphExecDestroy(launchable);
      forgetError();
      pool.close();
    }
  }
}
