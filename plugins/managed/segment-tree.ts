/** Finds the value of the pattern that fits a path's segments best. */
export type SegmentTree<Value> = (segments: readonly string[]) => Value | undefined;

interface Node<Value> {
  readonly literals: Map<string, Node<Value>>;
  parameter: Node<Value> | undefined;
  rest: Value | undefined;
  value: Value | undefined;
}

/**
 * Builds a lookup of path patterns such as `users/:userId/posts`: a segment that begins with `:` takes
 * any one segment, a last `*` any that remain. A literal is preferred to a parameter, and that to a rest.
 * @throws Error for two patterns that no path can tell apart.
 */
export function createSegmentTree<Value>(
  entries: Iterable<readonly [pattern: string, value: Value]>,
): SegmentTree<Value> {
  const root = createNode<Value>();
  for (const [pattern, value] of entries) plant(root, pattern, value);
  return (segments) => find(root, segments, 0);
}

function createNode<Value>(): Node<Value> {
  return { literals: new Map(), parameter: undefined, rest: undefined, value: undefined };
}

function plant<Value>(root: Node<Value>, pattern: string, value: Value): void {
  let node = root;
  const segments = pattern.split("/");
  const takesRest = segments.at(-1) === "*";
  for (const segment of takesRest ? segments.slice(0, -1) : segments) node = step(node, segment);
  const slot = takesRest ? "rest" : "value";
  if (node[slot] !== undefined) throw new Error(`the pattern "${pattern}" occurs twice`);
  node[slot] = value;
}

function step<Value>(node: Node<Value>, segment: string): Node<Value> {
  if (segment.startsWith(":")) return (node.parameter ??= createNode());
  const next = node.literals.get(segment) ?? createNode();
  node.literals.set(segment, next);
  return next;
}

function find<Value>(
  node: Node<Value>,
  segments: readonly string[],
  depth: number,
): Value | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.value ?? node.rest;
  const literal = node.literals.get(segment);
  const found = literal === undefined ? undefined : find(literal, segments, depth + 1);
  if (found !== undefined) return found;
  return node.parameter === undefined
    ? node.rest
    : (find(node.parameter, segments, depth + 1) ?? node.rest);
}
