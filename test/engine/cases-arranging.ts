import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { axisOf, type CaseOf, caseOf, type Draw, shapes } from './cases.ts';

/** All three kinds of one shape: what only moves numbers moves any. */
function anyKind(draw: Draw, shape: readonly number[]) {
  return { x: draw.float(shape), i: draw.int(shape), b: draw.bool(shape) };
}

/** Moves floats, integers and truths alike. */
function moving<P extends { shape: number[] }>(
  parameters: fc.Arbitrary<P>,
  run: (x: tf.Tensor, parameters: P) => tf.Tensor | tf.Tensor[],
  gradient = true,
): CaseOf {
  return caseOf(parameters, (chosen, draw) => ({
    inputs: anyKind(draw, chosen.shape),
    run: ({ x, i, b }) => [x!, i!, b!].flatMap((from) => run(from, chosen)),
    gradient,
  }));
}

const shaped = (least = 0, most = 4) => shapes(least, most).map((shape) => ({ shape }));

/** For each axis of a shape, something. */
function perAxis<T>(least: number, most: number, of: (dim: number) => fc.Arbitrary<T>) {
  return shapes(least, most).chain((shape) =>
    fc.tuple(...shape.map(of)).map((each) => ({ shape, each: each as T[] })),
  );
}

const ranges = (dim: number) =>
  fc
    .integer({ min: 0, max: dim - 1 })
    .chain((from) => fc.integer({ min: 1, max: dim - from }).map((size) => ({ from, size })));

const paddings = (most: (dim: number) => number) => (dim: number) =>
  fc.tuple(fc.nat(most(dim)), fc.nat(most(dim))) as fc.Arbitrary<[number, number]>;

const indexed = fc
  .tuple(axisOf(), shapes(0, 2))
  .map(([{ shape, axis }, places]) => ({ shape, axis, places }));

export const arranging: Readonly<Record<string, CaseOf>> = {
  batchToSpace: caseOf(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(1)), ([size, crop], draw) => ({
    inputs: { x: draw.float([4 * size, 2, 3, 2]) },
    run: ({ x }) =>
      tf.batchToSpaceND(
        x!,
        [2, 2],
        [
          [crop, 0],
          [0, crop],
        ],
      ),
  })),
  // TensorFlow.js' own gradient of tile knows four axes at most.
  broadcastTo: caseOf(
    perAxis(0, 3, (dim) => fc.constantFrom(dim, 1)),
    ({ shape, each }, draw) => ({
      inputs: { x: draw.float(each) },
      run: ({ x }) => tf.broadcastTo(x!, [2, ...shape]),
    }),
  ),
  concat: caseOf(
    fc.tuple(axisOf(), fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 })),
    ([{ shape, axis }, sizes], draw) => ({
      inputs: Object.fromEntries(sizes.map((size, i) => [`x${i}`, draw.float(shape.with(axis, size))])),
      run: (given) => tf.concat(Object.values(given), axis),
    }),
  ),
  depthToSpace: caseOf(
    fc.tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 1, max: 3 })),
    ([block, depth], draw) => ({
      inputs: { x: draw.float([2, 2, 3, block * block * depth]) },
      run: ({ x }) => tf.depthToSpace(x as tf.Tensor4D, block),
      gradient: false,
    }),
  ),
  expandDims: moving(axisOf(0 + 1, 3), (x, { axis }) => tf.expandDims(x, axis)),
  fill: caseOf(shaped(), ({ shape }, draw) => ({
    inputs: { x: draw.float(shape) },
    run: ({ x }) => [
      tf.mul(x!, tf.fill(shape, 2.5)),
      tf.add(x!, tf.fill(shape, 0)),
      tf.fill(shape, 3, 'int32'),
    ],
  })),
  gather: caseOf(indexed, ({ shape, axis, places }, draw) => ({
    inputs: { ...anyKind(draw, shape), at: draw.int(places, 0, shape.at(axis)! - 1) },
    run: ({ x, i, b, at }) => [tf.gather(x!, at!, axis), tf.gather(i!, at!, axis), tf.gather(b!, at!, axis)],
  })),
  gatherBatched: caseOf(
    fc
      .tuple(shapes(1, 2), shapes(1, 2), shapes(1, 2), shapes(0, 1))
      .map(([batch, between, places, rest]) => ({ batch, between, places, rest })),
    ({ batch, between, places, rest }, draw) => ({
      inputs: {
        x: draw.float([...batch, ...between, 3, ...rest]),
        at: draw.int([...batch, ...places], 0, 2),
      },
      run: ({ x, at }) => tf.gather(x!, at!, batch.length + between.length, batch.length),
      gradient: false,
    }),
  ),
  gatherNd: caseOf(fc.tuple(shapes(1, 3), shapes(0, 2)), ([shape, places], draw) => ({
    inputs: { ...anyKind(draw, [3, 3, ...shape]), at: draw.int([...places, 2], 0, 2) },
    run: ({ x, i, b, at }) => [tf.gatherND(x!, at!), tf.gatherND(i!, at!), tf.gatherND(b!, at!)],
    gradient: false,
  })),
  linspace: caseOf(fc.integer({ min: 1, max: 6 }), (count, draw) => ({
    inputs: { x: draw.float([count]) },
    run: ({ x }) => tf.mul(x!, tf.linspace(-1, 2, count)),
  })),
  mirrorPad: caseOf(
    fc.tuple(
      perAxis(
        1,
        4,
        paddings((dim) => dim - 1),
      ),
      fc.constantFrom('reflect', 'symmetric'),
    ),
    ([{ shape, each }, mode], draw) => ({
      inputs: { x: draw.float(shape), i: draw.int(shape) },
      run: ({ x, i }) => [
        tf.mirrorPad(x!, each, mode as 'reflect'),
        tf.mirrorPad(i!, each, mode as 'reflect'),
      ],
      gradient: false,
    }),
  ),
  oneHot: caseOf(fc.tuple(shapes(0, 3), fc.integer({ min: 2, max: 5 })), ([shape, depth], draw) => ({
    inputs: { at: draw.int(shape, -1, 5) },
    run: ({ at }) => [
      tf.oneHot(at!, depth),
      tf.oneHot(at!, depth, 0.5, -0.5, 'float32'),
      tf.oneHot(at!, depth, 1, 0, 'bool'),
    ],
    gradient: false,
  })),
  pad: caseOf(
    perAxis(
      1,
      4,
      paddings(() => 2),
    ),
    ({ shape, each }, draw) => ({
      inputs: anyKind(draw, shape),
      run: ({ x, i, b }) => [tf.pad(x!, each, 1.5), tf.pad(i!, each, -2), tf.pad(b!, each, 1)],
    }),
  ),
  range: caseOf(fc.integer({ min: 1, max: 9 }), (count, draw) => ({
    inputs: { x: draw.float([count]) },
    run: ({ x }) => [tf.mul(x!, tf.range(0, count)), tf.range(0, -2 * count, -2, 'int32')],
  })),
  reshape: moving(shaped(), (x) => tf.reshape(tf.reshape(x, [-1, 1]), [1, -1])),
  reverse: moving(
    perAxis(1, 4, () => fc.boolean()),
    (x, { each }) =>
      tf.reverse(
        x,
        each.flatMap((backwards, i) => (backwards ? [i - each.length] : [])),
      ),
  ),
  scatterNd: caseOf(shapes(0, 2), (inner, draw) => ({
    inputs: { at: draw.int([5, 1], 0, 3), x: draw.float([5, ...inner]), i: draw.int([5, ...inner]) },
    run: ({ at, x, i }) => [tf.scatterND(at!, x!, [4, ...inner]), tf.scatterND(at!, i!, [4, ...inner])],
    gradient: false,
  })),
  slice: moving(perAxis(1, 4, ranges), (x, { each }) =>
    tf.slice(
      x,
      each.map(({ from }) => from),
      each.map(({ from, size }, i) => (from + size === x.shape[i] ? -1 : size)),
    ),
  ),
  spaceToBatch: caseOf(fc.nat(1), (pad, draw) => ({
    inputs: { x: draw.float([2, 4, 2 + pad, 3]) },
    run: ({ x }) =>
      tf.spaceToBatchND(
        x!,
        [2, 2],
        [
          [0, 0],
          [pad, 0],
        ],
      ),
  })),
  // TensorFlow.js' own gradient of a split into one part fails.
  split: moving(
    fc
      .tuple(axisOf(), fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }))
      .map(([{ shape, axis }, sizes]) => ({
        shape: shape.with(
          axis,
          sizes.reduce((a, b) => a + b),
        ),
        axis,
        sizes,
      })),
    (x, { sizes, axis }) => tf.split(x, sizes, axis),
  ),
  stack: moving(axisOf(), (x, { axis }) => tf.stack([x, x, x], axis)),
  stridedSlice: moving(
    perAxis(1, 4, (dim) =>
      fc.tuple(fc.integer({ min: -dim, max: dim - 1 }), fc.constantFrom(1, 2, -1, -2), fc.boolean()),
    ),
    (x, { shape, each }) => {
      const begin = each.map(([from]) => from);
      const strides = each.map(([, step]) => step);
      const end = shape.map((dim, i) => (strides[i]! > 0 ? dim : -dim - 1));
      // TensorFlow.js' CPU backend reads the wrong places where it shrinks an axis and strides along another.
      const plain = strides.every((step) => step === 1);
      const shrink = each.reduce((mask, [, , on], i) => (on && plain ? mask | (1 << i) : mask), 0);
      return tf.stridedSlice(x, begin, end, strides, 0, 0, 0, 0, shrink);
    },
    false,
  ),
  stridedSliceWithNewAxis: caseOf(fc.constant([3, 4]), (shape, draw) => ({
    inputs: { x: draw.float(shape) },
    run: ({ x }) => tf.stridedSlice(x!, [0, 0, 1], [0, 0, 4], [1, 1, 2], 0, 0, 1, 2),
    gradient: false,
  })),
  tensorScatterUpdate: caseOf(shapes(0, 2), (inner, draw) => ({
    inputs: { x: draw.float([4, ...inner]), updates: draw.float([1, ...inner]), at: draw.int([1, 1], 0, 3) },
    run: ({ x, at, updates }) => tf.tensorScatterUpdate(x!, at!, updates!),
    gradient: false,
  })),
  tile: caseOf(
    perAxis(1, 4, () => fc.integer({ min: 1, max: 3 })),
    ({ shape, each }, draw) => ({
      inputs: anyKind(draw, shape),
      run: ({ x, i, b }) => [tf.tile(x!, each), tf.tile(i!, each), tf.tile(b!, each)],
    }),
  ),
  transpose: moving(
    shapes(1, 5).chain((shape) =>
      fc
        .shuffledSubarray(
          shape.map((_, i) => i),
          { minLength: shape.length },
        )
        .map((order) => ({ shape, order })),
    ),
    (x, { order }) => tf.transpose(x, order),
  ),
  transposeTwice: moving(
    shapes(3, 3).map((shape) => ({ shape })),
    (x) => tf.transpose(tf.transpose(x, [1, 2, 0]), [0, 2, 1]),
  ),
  unsortedSegmentSum: caseOf(fc.tuple(shapes(0, 2), shapes(1, 2)), ([inner, outer], draw) => ({
    inputs: {
      x: draw.float([...outer, ...inner]),
      i: draw.int([...outer, ...inner]),
      at: draw.int(outer, -1, 4),
    },
    run: ({ x, i, at }) =>
      outer.length === 1
        ? [tf.unsortedSegmentSum(x!, at as tf.Tensor1D, 4), tf.unsortedSegmentSum(i!, at as tf.Tensor1D, 4)]
        : [x!],
    gradient: false,
  })),
  // TensorFlow.js' own gradient of unstacking one fails.
  unstack: moving(
    axisOf().map(({ shape, axis }) => ({ shape: shape.with(axis, 3), axis })),
    (x, { axis }) => tf.unstack(x, axis),
  ),
};
