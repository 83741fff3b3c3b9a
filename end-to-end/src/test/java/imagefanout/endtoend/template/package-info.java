/** Tests template.yaml against the code: functions, routes, permissions, queues, alarms. */
package imagefanout.endtoend.template;
