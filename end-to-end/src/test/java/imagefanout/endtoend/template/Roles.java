package imagefanout.endtoend.template;

import static imagefanout.endtoend.template.TemplateText.list;
import static imagefanout.endtoend.template.TemplateText.map;
import static imagefanout.endtoend.template.TemplateText.stem;

import imagefanout.endtoend.template.CallRecorder.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements of the functions' roles in template.yaml, with their conditions. */
final class Roles {
    private static final Pattern KIND = Pattern.compile("arn:.*:(?:imagebuilder|organizations):.*:([a-z-]+)/[^:]*\\*");

    /** A local fleet is in the management account, so it assumes no role. */
    private static final Set<String> FALSE_CONDITIONS = Set.of("AssumesOrganizationsRole");

    private final List<Grant> grants;

    private record Grant(Permission permission, Map<String, Object> condition) {}

    /** The condition keys of a request. */
    @FunctionalInterface
    interface Request {
        /** Returns the values of a condition key; none if the request does not have the key. */
        Set<String> values(String key);
    }

    private Roles(List<Grant> grants) {
        this.grants = grants;
    }

    static Roles read() {
        try {
            return of(TemplateText.read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Roles of(TemplateText template) {
        List<Grant> grants = new ArrayList<>();
        for (String function : template.functions().keySet()) {
            Map<String, Object> role = map(template.resources("AWS::IAM::Role")
                    .get(stem(function) + "Role")
                    .get("Properties"));
            for (Object policy : list(role.get("Policies"))) {
                for (Object each : list(map(map(policy).get("PolicyDocument")).get("Statement"))) {
                    grants.addAll(grants(name(function), inALocalFleet(map(each))));
                }
            }
        }
        return new Roles(grants);
    }

    /** Returns the statement. Of a conditional statement, returns the variant for a local fleet. */
    private static Map<String, Object> inALocalFleet(Map<String, Object> statement) {
        List<Object> choice = list(statement.get("Fn::If"));
        return choice.isEmpty() ? statement : map(choice.get(FALSE_CONDITIONS.contains(choice.get(0)) ? 2 : 1));
    }

    private static List<Grant> grants(String function, Map<String, Object> statement) {
        if (!"Allow".equals(statement.get("Effect"))) {
            throw new IllegalStateException("what does " + statement + " leave allowed?");
        }
        List<Grant> grants = new ArrayList<>();
        for (Object action : list(statement.get("Action"))) {
            for (Object resource : list(statement.get("Resource"))) {
                grants.add(new Grant(
                        new Permission(function, (String) action, resource(resource)),
                        map(statement.get("Condition"))));
            }
        }
        return grants;
    }

    /** Returns the handler's package name, such as recordimage for RecordImageFunction. */
    static String name(String function) {
        return TemplateText.phrase(function).replace("-", "");
    }

    private static String resource(Object resource) {
        if (!(resource instanceof Map<?, ?> intrinsic)) {
            return (String) resource;
        }
        if (intrinsic.containsKey("Fn::Split")) {
            return (String) map(list(intrinsic.get("Fn::Split")).get(1)).get("Ref");
        }
        if (intrinsic.containsKey("Fn::If")) {
            return resource(list(intrinsic.get("Fn::If")).get(1));
        }
        String text = (String) intrinsic.values().iterator().next();
        Matcher kind = KIND.matcher(text);
        if (kind.matches()) {
            return kind.group(1);
        }
        return text.replaceAll("\\$\\{|}", "")
                .replace(".Arn/stream/*", " stream")
                .replace(".Arn", "");
    }

    /** Returns all permissions, ignoring their conditions. */
    Set<Permission> all() {
        return grants.stream().map(Grant::permission).collect(Collectors.toSet());
    }

    /** Whether a statement allows this and its conditions are true for the request. */
    boolean allow(Permission permission, Request request) {
        return grants.stream()
                .filter(grant -> grant.permission().equals(permission))
                .anyMatch(grant -> grant.condition().entrySet().stream()
                        .allMatch(operator -> map(operator.getValue()).entrySet().stream()
                                .allMatch(
                                        asked -> holds(operator.getKey(), asked.getKey(), asked.getValue(), request))));
    }

    private static boolean holds(String operator, String key, Object wanted, Request request) {
        if (key.startsWith("aws:ResourceTag/")) {
            // Only the service knows a resource's tags. GuardedSyncPropertyTest covers them.
            return true;
        }
        Set<String> values = request.values(key);
        return switch (operator) {
            case "Null" -> values.isEmpty() == Boolean.parseBoolean((String) wanted);
            case "ForAllValues:StringEquals" -> list(wanted).containsAll(values);
            case "ForAllValues:StringLike" -> {
                List<Predicate<String>> patterns = list(wanted).stream()
                        .map(pattern -> like((String) pattern))
                        .toList();
                yield values.stream().allMatch(value -> patterns.stream().anyMatch(pattern -> pattern.test(value)));
            }
            default -> throw new IllegalStateException("what does " + operator + " ask for?");
        };
    }

    private static Predicate<String> like(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q")).asMatchPredicate();
    }
}
