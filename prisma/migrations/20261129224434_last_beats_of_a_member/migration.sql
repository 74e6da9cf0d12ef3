-- CreateIndex
CREATE INDEX "beats_server_id_member_id_created_at_idx" ON "beats"("server_id", "member_id", "created_at");
