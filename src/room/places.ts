/** The servers of a room, and the users in them. */
import type { User } from './people.ts';
import { type Channel, found, type PlacesHost, Server } from './server.ts';
import type { ServerSpec } from './spec.ts';

export class Places {
  readonly servers: Server[] = [];
  readonly #users = new Map<string, User>();
  readonly #host: PlacesHost;

  constructor(host: PlacesHost) {
    this.#host = host;
  }

  add(spec: ServerSpec): Server {
    const server = new Server(spec, this.#host, (name) => this.#userOf(name));
    this.servers.push(server);
    this.#host.changed({ event: 'GUILD_CREATE', server });
    return server;
  }

  server(name: string | undefined): Server {
    const first = this.servers[0];
    if (name === undefined && first) return first;
    return found(this.servers, name ?? '', 'There is no server');
  }

  user(id: string): User | undefined {
    return [this.#host.bot, ...this.#users.values()].find((user) => user.id === id);
  }

  /** Where the bot is. */
  get joined(): Server[] {
    return this.servers.filter(({ hasBot }) => hasBot);
  }

  joinedServer(id: string): Server | undefined {
    return this.joined.find((server) => server.id === id);
  }

  channel(id: string): Channel | undefined {
    const all = this.joined.flatMap(({ channels, threads }) => [...channels, ...threads]);
    return all.find((channel) => channel.id === id);
  }

  #userOf(name: string): User {
    const known = this.#users.get(name);
    if (known) return known;
    const user = { id: this.#host.idOf(`user ${name}`), name, bot: false };
    this.#users.set(name, user);
    return user;
  }
}
