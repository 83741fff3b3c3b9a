package imagefanout.endtoend.template;

import static imagefanout.endtoend.template.TemplateText.list;
import static imagefanout.endtoend.template.TemplateText.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The statements of the template's resource policies, each as the principals, actions and conditions of one resource. */
final class ResourcePolicies {
    /** Where a type of resource has its policy. */
    private static final Map<String, String> POLICY = Map.of(
            "AWS::DynamoDB::Table", "ResourcePolicy",
            "AWS::KMS::Key", "KeyPolicy",
            "AWS::SNS::TopicPolicy", "PolicyDocument",
            "AWS::SQS::QueuePolicy", "PolicyDocument");

    /** Types whose resources can be opened to others by a resource of another type or by a property of that name. */
    private static final Set<String> COVERED = new TreeSet<>(
            Set.of("AWS::Events::EventBusPolicy", "AWS::Lambda::Permission", "AWS::Serverless::Function"));

    private final TemplateText template;

    /** @param resource the logical ID of the policy, or of the resource that contains it */
    record Statement(String resource, Map<String, Object> text) {
        boolean allows() {
            return "Allow".equals(text.get("Effect"));
        }

        List<Object> actions() {
            return list(text.get("Action"));
        }

        Map<String, Object> condition() {
            return map(text.get("Condition"));
        }
    }

    ResourcePolicies(TemplateText template) {
        this.template = template;
    }

    List<Statement> of(String type) {
        List<Statement> found = new ArrayList<>();
        template.resources(type).forEach((name, resource) -> {
            Map<String, Object> policy =
                    ifConditionTrue(map(map(resource.get("Properties")).get(POLICY.get(type))));
            Map<String, Object> document =
                    policy.containsKey("PolicyDocument") ? map(policy.get("PolicyDocument")) : policy;
            list(document.get("Statement"))
                    .forEach(statement -> found.add(new Statement(name, ifConditionTrue(map(statement)))));
        });
        return found;
    }

    /** Returns the value. For a conditional one, returns that of a true condition. */
    private static Map<String, Object> ifConditionTrue(Map<String, Object> value) {
        return value.containsKey("Fn::If") ? map(list(value.get("Fn::If")).get(1)) : value;
    }

    /** Returns the types of resources with a policy that {@link #of} does not read and no test names. */
    Set<String> typesNotCovered() {
        Set<String> types = new TreeSet<>();
        template.section("Resources").values().forEach(resource -> {
            String type = (String) map(resource).get("Type");
            Map<String, Object> properties = map(map(resource).get("Properties"));
            boolean hasPolicy = type.endsWith("Policy")
                    || type.endsWith("Permission")
                    || properties.keySet().stream()
                            .anyMatch(name -> name.endsWith("Policy") && !name.equals("RedrivePolicy"));
            if (hasPolicy && !POLICY.containsKey(type) && !COVERED.contains(type)) {
                types.add(type);
            }
        });
        return types;
    }
}
