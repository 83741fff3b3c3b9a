package imagefanout.localfleet;

import java.net.URI;

/** Where this process reaches what listens on an address: every address of the machine is reached on its own. */
final class Reachable {
    private Reachable() {}

    static URI uri(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + name + ":" + port);
    }
}
