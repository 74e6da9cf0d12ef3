/** Training the base network from the open data and the style grammar; it resumes from its last checkpoint. */
export { type Pretrained, type PretrainOptions, type PretrainProgress, pretrain } from './pretrain.ts';
