package imagefanout.localfleet;

import java.net.URI;

/** The URI of a local server: 127.0.0.1 for a server that listens on 0.0.0.0 or ::. */
final class Reachable {
    private Reachable() {}

    static URI uri(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + name + ":" + port);
    }
}
