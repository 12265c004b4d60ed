package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param page counted from 1
 * @param size 0 or less for everything
 */
record Paging(long page, long size) {

  private static final long MAXIMUM = 100;

  static Binding<Paging> bind(Received request) {
    String page = request.query("page").orElse("1");
    String size = request.query("page_size").orElse("10");
    if (!isNumber(page)) {
      return unbound("page in query must be of type int64: \"" + page + "\"");
    }
    if (!isNumber(size)) {
      return unbound("page_size in query must be of type int64: \"" + size + "\"");
    }
    if (Long.parseLong(size) > MAXIMUM) {
      return unbound("page_size in query should be less than or equal to 100");
    }
    return new Binding.Bound<>(new Paging(Long.parseLong(page), Long.parseLong(size)));
  }

  <T> List<T> of(List<T> all) {
    return size <= 0 ? all : all.stream().skip(Math.max(0, page - 1) * size).limit(size).toList();
  }

  /** The answer with the total, and with a {@code Link} when there is more than one page. */
  Reply announce(Reply reply, Received request, int total) {
    var links = new ArrayList<String>();
    if (size > 0 && page > 1) {
      links.add(link(request, page - 1, "prev"));
    }
    if (size > 0 && page * size < total) {
      links.add(link(request, page + 1, "next"));
    }
    Reply counted = reply.with("X-Total-Count", Integer.toString(total));
    return links.isEmpty() ? counted : counted.with("Link", String.join(" , ", links));
  }

  private String link(Received request, long target, String relation) {
    String query =
        "page=%d&page_size=%d".formatted(target, size)
            + request
                .query("q")
                .map(q -> "&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))
                .orElse("");
    return "<%s?%s>; rel=\"%s\"".formatted(request.rawPath(), query, relation);
  }

  private static Binding<Paging> unbound(String finding) {
    return new Binding.Unbound<>(Answers.unbindable(finding));
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,18}");
  }
}
