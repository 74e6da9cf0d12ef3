# Beatwright on Debian: one image for the bot and for the workers (ROLE says which).
# A digest here, or in NODE_IMAGE, makes builds the same: see README, "Your own server".
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
# The database client is written after the install by prisma, a development dependency.
RUN npm ci
COPY . .
# The install could not do this yet. Only a container without a PostgreSQL needs it.
RUN node scripts/database.ts
# What only development needs stays behind in this stage; what is left is listed.
RUN npm prune --omit=dev --ignore-scripts && npm pkg delete devDependencies && npm run -s sbom

FROM ${NODE_IMAGE}
# Somewhat faster than the ffmpeg that npm brings as WebAssembly.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE /app/NOTICE /app/beatwright.cdx.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/assets ./assets
COPY --from=build /app/src ./src
COPY --from=build /app/commands ./commands

# Everything that changes lies here; the rest of the file system may be read-only.
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production DATA_DIR=/data HEARTBEAT_FILE=/tmp/beatwright
VOLUME /data
USER node
STOPSIGNAL SIGTERM
# The process renews this file every ten seconds while its database answers.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=2 \
  CMD test -n "$(find /tmp/beatwright -mmin -1)"
CMD ["node", "src/main.ts"]
