/** What a member picks in a select, checked as Discord's client allows it. */
import { ComponentType } from 'discord.js';
import { intOf, listOf, loose } from './json.ts';
import { Role } from './people.ts';
import type { Resolved } from './resolved.ts';
import { RoomError } from './room-error.ts';
import type { LooseComponent } from './rules/index.ts';
import { Channel, Member } from './server.ts';

/** The values to send, resolved where they are members, roles or channels. */
export function pick(select: LooseComponent, values: readonly unknown[], resolved: Resolved): string[] {
  const name = String(select.custom_id);
  const [min, max] = bounds(select);
  if (values.length < min || values.length > max)
    throw refusal(`${name} takes ${min === max ? min : `${min} to ${max}`} choices, not ${values.length}.`);
  if (new Set(values).size < values.length) throw refusal(`${name} got one choice twice.`);
  return values.map((value) => one(select, value, resolved));
}

/** How many may be picked. In a modal an optional select may also be left alone. */
function bounds(select: LooseComponent): [number, number] {
  const min = select.required === false ? 0 : (intOf(select.min_values) ?? 1);
  return [min, intOf(select.max_values) ?? 1];
}

function one(select: LooseComponent, value: unknown, resolved: Resolved): string {
  const name = String(select.custom_id);
  switch (select.type) {
    case ComponentType.StringSelect:
    case ComponentType.RadioGroup:
    case ComponentType.CheckboxGroup: {
      const known = listOf(select.options).map((option) => loose<'value'>(option).value);
      if (typeof value === 'string' && known.includes(value)) return value;
      throw refusal(`${name} takes one of ${known.join(', ')}.`);
    }
    case ComponentType.UserSelect:
      if (value instanceof Member) return resolved.add(value);
      throw refusal(`${name} takes members.`);
    case ComponentType.RoleSelect:
      if (value instanceof Role) return resolved.add(value);
      throw refusal(`${name} takes roles.`);
    case ComponentType.MentionableSelect:
      if (value instanceof Member || value instanceof Role) return resolved.add(value);
      throw refusal(`${name} takes members and roles.`);
    case ComponentType.ChannelSelect: {
      const types = listOf(select.channel_types);
      if (value instanceof Channel && (types.length === 0 || types.includes(value.type)))
        return resolved.add(value);
      throw refusal(`${name} takes channels of its types.`);
    }
    default:
      throw refusal(`${name} is not a select.`);
  }
}

function refusal(message: string): RoomError {
  return new RoomError('room-select', message);
}
