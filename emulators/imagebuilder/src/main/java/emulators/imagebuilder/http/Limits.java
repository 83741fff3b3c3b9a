package emulators.imagebuilder.http;

import java.util.Map;

/**
 * What keeps a connection from getting stuck. The JDK's server takes its limits from system properties, once, before
 * the first server of the process; one that is set already stays.
 */
final class Limits {

    private static final Map<String, String> PROPERTIES = Map.of(
            "sun.net.httpserver.maxReqTime", "20",
            "sun.net.httpserver.maxRspTime", "300",
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.nodelay", "true");

    private Limits() {}

    static void apply() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
