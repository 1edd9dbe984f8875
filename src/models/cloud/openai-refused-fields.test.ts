import { describe, expect, test } from 'vitest';
import { connect, failureOf, rawJson, request, responseOf } from './testing/connect.ts';

describe('what a server refuses is left out and asked again', () => {
  test.each([
    [['json_schema'], 'json_object', ['the server refused an answer by schema; any JSON was asked for']],
    [
      ['json_schema', 'json_object'],
      'none',
      ['the server refused an answer as JSON; plain text was asked for'],
    ],
    [['max_tokens'], 'json_schema', undefined],
    [
      ['temperature', 'seed', 'stream_options'],
      'json_schema',
      [
        'the server does not report tokens of a stream',
        'the server refused the temperature; its own was used',
        'the server refused the seed; none was set',
      ],
    ],
    [
      ['max_tokens', 'max_completion_tokens'],
      'json_schema',
      ['the server refused a limit of tokens; none was set'],
    ],
    [['stream'], 'json_schema', ['the server refused to stream; the time to the first token is unknown']],
  ] as const)('%j', async (fields, structuredOutput, concessions) => {
    const { server, ask } = await connect({ script: () => ({ kind: 'refuses', fields }) });
    const response = responseOf(await ask());
    expect(response.structuredOutput).toBe(structuredOutput);
    expect(response.concessions).toEqual(concessions);
    expect(server.requests).toHaveLength(fields.length + 1);
    // It is remembered, and still said.
    const again = responseOf(await ask());
    expect(server.requests).toHaveLength(fields.length + 2);
    expect(again.concessions).toEqual(concessions);
  });

  test('max_completion_tokens stands in for max_tokens', async () => {
    const { server, ask } = await connect({ script: () => ({ kind: 'refuses', fields: ['max_tokens'] }) });
    await ask();
    expect(server.requests[1]?.json).toMatchObject({ max_completion_tokens: 300 });
    expect(server.requests[1]?.json).not.toHaveProperty('max_tokens');
  });

  test('fields that a strict server names by place (FastAPI, 422), and a system role', async () => {
    const { server, ask } = await connect({
      script: ({ json, system }) => {
        if ('seed' in json) {
          const detail = [
            { type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' },
          ];
          return rawJson(422, { detail });
        }
        if (system !== '') return rawJson(400, { error: { message: 'System role not supported' } });
        return { kind: 'answer' };
      },
    });
    responseOf(await ask());
    expect(server.requests.at(-1)).toMatchObject({
      system: '',
      user: `${request.system}\n\n${request.user}`,
    });
    expect(server.requests).toHaveLength(3);
  });

  test('a refusal that was misread is not remembered, and is reported', async () => {
    let broken = true;
    const { server, ask } = await connect({
      script: () =>
        broken ? rawJson(400, { error: { message: 'bad json_schema or not' } }) : { kind: 'answer' },
    });
    expect(failureOf(await ask())).toMatchObject({ code: 'bad-request', status: 400, retryable: false });
    expect(server.requests).toHaveLength(3);
    broken = false;
    expect(responseOf(await ask()).structuredOutput).toBe('json_schema');
  });
});
