/** Requests, responses and problems of the HTTP API. The operations do not belong here. */
package imagefanout.queryimages.http;
