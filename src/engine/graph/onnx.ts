/**
 * Writes a graph in ONNX's file format, a protocol buffer (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 * Only the dozen fields that an inference graph needs are written, so `pbf`'s typed writer serves better here
 * than a generated schema would. The numbers below are the fields' tags in onnx.proto.
 */
import { PbfWriter } from 'pbf';
import type { Attribute, ElementType, Node, OnnxGraph, Value } from './graph.ts';

const ELEMENT_TYPES: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };
const IR_VERSION = 10;
const OPSETS = [
  { domain: '', version: 21 },
  { domain: 'com.microsoft', version: 1 },
];

/** A ModelProto's bytes. */
export function writeOnnx(graph: OnnxGraph): Uint8Array<ArrayBuffer> {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeMessage(7, writeGraph, graph);
  for (const opset of OPSETS) pbf.writeMessage(8, writeOpset, opset);
  return Uint8Array.from(pbf.finish());
}

function writeOpset(opset: { domain: string; version: number }, pbf: PbfWriter): void {
  pbf.writeStringField(1, opset.domain);
  pbf.writeVarintField(2, opset.version);
}

function writeGraph(graph: OnnxGraph, pbf: PbfWriter): void {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, 'program');
  for (const constant of graph.constants) pbf.writeMessage(5, writeTensor, constant);
  for (const input of graph.inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of graph.outputs) pbf.writeMessage(12, writeValueInfo, output);
}

function writeNode(node: Node, pbf: PbfWriter): void {
  for (const input of node.inputs) pbf.writeStringField(1, input.name);
  for (const output of node.outputs) pbf.writeStringField(2, output.name);
  pbf.writeStringField(4, node.op);
  for (const entry of Object.entries(node.attributes)) pbf.writeMessage(5, writeAttribute, entry);
  if (node.domain !== '') pbf.writeStringField(7, node.domain);
}

function writeAttribute([name, attribute]: [string, Attribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if ('float' in attribute) {
    pbf.writeFloatField(2, attribute.float);
    pbf.writeVarintField(20, 1);
  } else if ('int' in attribute) {
    pbf.writeVarintField(3, attribute.int);
    pbf.writeVarintField(20, 2);
  } else if ('text' in attribute) {
    pbf.writeBytesField(4, new TextEncoder().encode(attribute.text));
    pbf.writeVarintField(20, 3);
  } else if ('graph' in attribute) {
    pbf.writeMessage(6, writeGraph, attribute.graph);
    pbf.writeVarintField(20, 5);
  } else {
    for (const int of attribute.ints) pbf.writeVarintField(8, int);
    pbf.writeVarintField(20, 7);
  }
}

function writeTensor(value: Value, pbf: PbfWriter): void {
  const data = value.constant!;
  for (const dim of value.shape) pbf.writeVarintField(1, dim);
  pbf.writeVarintField(2, ELEMENT_TYPES[value.type]);
  pbf.writeStringField(8, value.name);
  pbf.writeBytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValueInfo(value: Value, pbf: PbfWriter): void {
  pbf.writeStringField(1, value.name);
  pbf.writeMessage(2, writeType, value);
}

function writeType(value: Value, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, value);
}

function writeTensorType(value: Value, pbf: PbfWriter): void {
  pbf.writeVarintField(1, ELEMENT_TYPES[value.type]);
  pbf.writeMessage(2, writeShape, value.shape);
}

function writeShape(shape: readonly number[], pbf: PbfWriter): void {
  for (const dim of shape) pbf.writeMessage(1, writeDimension, dim);
}

function writeDimension(dim: number, pbf: PbfWriter): void {
  if (dim >= 0) pbf.writeVarintField(1, dim);
  else pbf.writeStringField(2, 'any');
}
