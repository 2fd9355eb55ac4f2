package org.paperclaims.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server, loses some of its replies, and sends some requests twice. */
final class LossyServer implements AutoCloseable {
  private static final Set<String> OWN =
      Set.of(
          "connection", "content-length", "expect", "host", "upgrade", "date", "transfer-encoding");

  private final URI behind;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Random random;
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  LossyServer(URI behind, long seed) throws IOException {
    this.behind = behind;
    this.random = new Random(seed);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int lost() {
    return lost.get();
  }

  int repeated() {
    return repeated.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    URI asked = exchange.getRequestURI();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(asked))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    int chance;
    synchronized (random) {
      chance = random.nextInt(100);
    }
    try {
      HttpResponse<byte[]> reply = client.send(request.build(), BodyHandlers.ofByteArray());
      if (chance < 3) {
        repeated.incrementAndGet();
        reply = client.send(request.build(), BodyHandlers.ofByteArray());
      } else if (chance < 6) {
        lost.incrementAndGet();
        exchange.close();
        return;
      }
      for (var header : reply.headers().map().entrySet()) {
        if (!OWN.contains(header.getKey()) && !header.getKey().startsWith(":")) {
          exchange.getResponseHeaders().put(header.getKey(), List.copyOf(header.getValue()));
        }
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(
          reply.statusCode(), head || reply.body().length == 0 ? -1 : reply.body().length);
      if (!head && reply.body().length > 0) {
        exchange.getResponseBody().write(reply.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
