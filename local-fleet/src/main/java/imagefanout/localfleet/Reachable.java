package imagefanout.localfleet;

import java.net.URI;

/** The address at which this process reaches a server: 0.0.0.0 and :: are reached at 127.0.0.1. */
final class Reachable {
    private Reachable() {}

    static URI uri(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + name + ":" + port);
    }
}
